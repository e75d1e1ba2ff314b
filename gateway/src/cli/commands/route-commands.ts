import { randomBytes } from 'node:crypto';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import type { Route } from '../../http/route.js';
import { describedTable } from '../../routes/table.js';
import type { Api } from '../api/api.js';
import { type ApiOptions, withApi } from '../api/open.js';
import { usage } from '../failure.js';
import { type Io, say, sayJson } from '../io.js';
import { asOption, jsonOption, ledgerOption } from '../names.js';
import { readInput } from '../read.js';
import { summaryOf } from '../tell.js';
import { urlOptions } from '../where.js';
import type { Verb } from './verbs.js';

interface Options extends ApiOptions {
  readonly json?: true;
  readonly input?: string;
  readonly private?: string;
}

const routes = new Map(describedTable().map((route) => [route.operationId, route]));

/** A verb of the register as a command: what it takes, its route says. */
export function addVerb(parent: Command, io: Io, verb: Verb): void {
  const route = routes.get(verb.operationId);
  if (route === undefined) throw new TypeError(`There is no operation ${verb.operationId}.`);
  addRoute(parent, io, verb, route);
}

/** Parts of the path, in its order. */
const partsOf = ({ path }: Route): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, part = '']) => part);

const membersOf = (schema: z.ZodType | undefined): string[] =>
  schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];

const kebab = (name: string): string => name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);

function addRoute(parent: Command, io: Io, { verb, as }: Verb, route: Route): void {
  const command = parent.command(verb).description(route.summary);
  const parts = partsOf(route);
  for (const part of parts) command.argument(`<${part}>`);
  if (route.method === 'post') bodyOptions(command, route);
  else for (const name of membersOf(route.query)) command.option(`--${kebab(name)} <value>`);
  command.addOption(asOption(as)).addOption(ledgerOption()).addOption(jsonOption());
  urlOptions(command);
  command.action(async (...given: unknown[]) => {
    const options = given[parts.length] as Options & Record<string, string>;
    const path = pathOf(route, given.slice(0, parts.length) as string[], options);
    const body = route.method === 'post' ? await bodyOf(options) : undefined;
    const acts = route.scope.endsWith(':write');
    const answer = await withApi(io, options, { acts }, (api) => send(api, path, body));
    if (options.json === true) sayJson(io, answer);
    else for (const line of summaryOf(route.operationId, answer)) say(io, line);
  });
}

const send = (api: Api, path: string, body: object | undefined): Promise<unknown> =>
  body === undefined ? api.get(path) : api.post(path, body);

function bodyOptions(command: Command, { body }: Route): void {
  const members = membersOf(body);
  const own = members.filter((member) => member !== 'private').join(', ');
  const input = new Option('--input <json>', `${own || 'nothing'}: as JSON or as @file`);
  command.addOption(input.default('{}', 'an empty object'));
  if (!members.includes('private')) return;
  command.option('--private <json>', '{"contact": …} or {"payload": base64}: as JSON or as @file');
}

function pathOf(route: Route, args: readonly string[], options: Record<string, string>): string {
  let at = 0;
  const path = route.path.replace(/\{\w+\}/g, () => encodeURIComponent(args[at++] ?? ''));
  const query = new URLSearchParams();
  for (const name of route.method === 'get' ? membersOf(route.query) : []) {
    const value = options[name];
    if (value !== undefined) query.set(name, value);
  }
  return `${path.slice(1)}${query.size === 0 ? '' : `?${query.toString()}`}`;
}

async function bodyOf(options: Options): Promise<object> {
  const input = await readInput(options.input ?? '{}');
  if (options.private === undefined) return input;
  if ('private' in input) throw usage('Give the private part with --private only.');
  const secret = await readInput(options.private);
  const seed = secret['seed'] ?? randomBytes(32).toString('base64');
  return { ...input, private: { ...secret, seed } };
}
