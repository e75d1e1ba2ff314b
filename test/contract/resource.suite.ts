import { actsOf } from './register/acts.js';
import { agreements } from './resource/agreements.js';
import { applying } from './resource/applying.js';
import { coversShared } from './resource/elsewhere.js';
import { grounds } from './resource/grounds.js';
import { products } from './resource/products.js';
import { reading } from './resource/reading.js';
import { supplements } from './resource/supplements.js';
import { time } from './resource/time.js';
import { updating } from './resource/updating.js';
import { contractSuite, covers, type OpenBench } from './suite.js';

/** 公共数据资源登记: from the deposit to the code, and what becomes of a registration. */
export function resourceSuite(name: string, open: OpenBench): void {
  contractSuite(`resource: ${name}`, open, (use) => {
    actsOf('resource', use);
    describe('application', () => {
      applying(use);
    });
    describe('agreement', () => {
      agreements(use);
    });
    describe('what it rests on', () => {
      grounds(use);
    });
    describe('what a decided case does', () => {
      updating(use);
    });
    describe('supplement', () => {
      supplements(use);
    });
    describe('product of authorised operation', () => {
      products(use);
    });
    describe('reading', () => {
      reading(use);
    });
    describe('time', () => {
      time(use);
    });
    covers('resource', use);
    describe('shared acts', () => {
      coversShared(use);
    });
  });
}
