/** Resolves when somebody asks the process to end; a second time ends it at once. */
export async function untilAsked(process: NodeJS.Process): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        resolve();
      });
    }
  });
}
