/**
 * Loaded only when this adapter is chosen: a hundred packages, some with known advisories. The SDK
 * takes its logger from a global and else prints every failure, which we get as a rejection anyway.
 */
export async function loadSdk<T>(): Promise<T> {
  const holder = globalThis as { hfc?: { logger?: object } };
  holder.hfc ??= {};
  holder.hfc.logger ??= silent;
  const { default: sdk } = (await import('fabric-network')) as unknown as { default: T };
  return sdk;
}

const say = (): void => undefined;
const silent = { debug: say, info: say, warn: say, error: say };
