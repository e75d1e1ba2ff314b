import { embeddedBench } from '../support/bench.js';
import { beaconSuite } from './beacon.suite.js';

beaconSuite('embedded', () => embeddedBench());
