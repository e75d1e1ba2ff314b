import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseJson } from '@shuquan/chaincode/model';
import { ConfigError } from '../config.js';
import { type Clock, systemClock } from '../witness/clock.js';
import type { NationalRegistry } from './port.js';
import { NationalSimulator, SimulatorSettings } from './simulator.js';

/** What a connector is given: settings as the operator wrote them, and where it may keep things. */
export interface ConnectorOptions {
  readonly settings: unknown;
  readonly folder: string;
  readonly clock: Clock;
}

/** What a connector’s file must export, under the name `connect`. */
export type Connect = (options: ConnectorOptions) => NationalRegistry | Promise<NationalRegistry>;

export interface NationalPlace {
  /** `simulator`, or `module:` and the path of a connector’s file. NATIONAL_SYSTEM */
  readonly system: string;
  /** JSON for the connector. NATIONAL_SETTINGS_FILE */
  readonly settingsFile?: string | undefined;
  /** Made if it is not there. */
  readonly folder: string;
  readonly clock?: Clock;
}

const MODULE = 'module:';

/** Connectors that come with the gateway, by name. */
const connectors: Readonly<Record<string, Connect>> = {
  simulator: ({ settings, folder, clock }) =>
    new NationalSimulator({
      settings: checked(settings),
      clock,
      stateFile: join(folder, 'simulator.jsonl'),
    }),
};

/**
 * Opens the connector that is configured. A connector’s file runs with all the rights of the
 * gateway: its path comes from the operator’s settings and from nowhere else.
 *
 * @throws ConfigError naming what is wrong with the settings
 */
export async function openNational(place: NationalPlace): Promise<NationalRegistry> {
  const connect = await connectorOf(place.system);
  const { folder, clock = systemClock } = place;
  const settings = readSettings(place.settingsFile);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const registry = await connect({ settings, folder, clock });
  if (isRegistry(registry)) return registry;
  throw fault(`${place.system} does not give what a connector must: deposit, receipt, close`);
}

async function connectorOf(system: string): Promise<Connect> {
  if (system.startsWith(MODULE)) return load(resolve(system.slice(MODULE.length)));
  const known = Object.hasOwn(connectors, system) ? connectors[system] : undefined;
  if (known !== undefined) return known;
  throw fault(`must be ${Object.keys(connectors).join(', ')} or module:PATH`);
}

async function load(path: string): Promise<Connect> {
  let module: { connect?: unknown };
  try {
    module = (await import(pathToFileURL(path).href)) as { connect?: unknown };
  } catch (cause) {
    throw fault(`${path} can not be loaded: ${cause instanceof Error ? cause.message : ''}`);
  }
  if (typeof module.connect === 'function') return module.connect as Connect;
  throw fault(`${path} does not export a function connect`);
}

function readSettings(file: string | undefined): unknown {
  if (file === undefined) return {};
  try {
    return parseJson(readFileSync(file, 'utf8'));
  } catch (err) {
    const { code } = err as { code?: unknown };
    throw new ConfigError([`NATIONAL_SETTINGS_FILE ${file} can not be read (${String(code)})`]);
  }
}

function checked(settings: unknown): SimulatorSettings {
  const result = SimulatorSettings.safeParse(settings);
  if (result.success) return result.data;
  throw new ConfigError(
    result.error.issues.map(
      ({ path, message }) => `NATIONAL_SETTINGS_FILE /${path.map(String).join('/')}: ${message}`,
    ),
  );
}

const methods = ['deposit', 'receipt', 'close'] as const;

function isRegistry(value: unknown): value is NationalRegistry {
  if (typeof value !== 'object' || value === null) return false;
  const registry = value as Record<string, unknown>;
  return (
    typeof registry['isSimulated'] === 'boolean' &&
    methods.every((name) => typeof registry[name] === 'function')
  );
}

const fault = (text: string): ConfigError => new ConfigError([`NATIONAL_SYSTEM ${text}`]);
