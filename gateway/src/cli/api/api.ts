/** The gateway’s routes, wherever they are answered: by a gateway elsewhere or here. */
export interface Api {
  /** `path` is a route with its query, as OpenAPI has it: v1/cases?status=ACCEPTED. */
  get(path: string): Promise<unknown>;
  bytes(path: string, media: string): Promise<Uint8Array>;
  post(path: string, body: unknown): Promise<unknown>;
}
