import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counters of one gateway. A registry of its own, so that two gateways fit into one process. */
export class Metrics {
  readonly registry = new Registry();
  readonly requests: Histogram<'method' | 'route' | 'status'>;
  readonly refusals: Counter<'code'>;
  readonly commits: Counter<'transaction'>;
  readonly replays: Counter;
  readonly streams: Gauge;

  constructor() {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.requests = new Histogram({
      name: 'shuquan_http_request_duration_seconds',
      help: 'Time from the first byte of a request to the last of its answer',
      labelNames: ['method', 'route', 'status'],
      buckets: SECONDS,
      registers,
    });
    this.refusals = new Counter({
      name: 'shuquan_refusals_total',
      help: 'Problem documents sent, by code',
      labelNames: ['code'],
      registers,
    });
    this.commits = new Counter({
      name: 'shuquan_commits_total',
      help: 'Transactions committed for callers of this gateway',
      labelNames: ['transaction'],
      registers,
    });
    this.replays = new Counter({
      name: 'shuquan_idempotent_replays_total',
      help: 'Answers given again from the idempotency store',
      registers,
    });
    this.streams = new Gauge({
      name: 'shuquan_event_streams',
      help: 'Open event streams',
      registers,
    });
  }

  /** The read model’s level, asked when scraped. */
  watchHeight(height: () => number): void {
    new Gauge({
      name: 'shuquan_read_model_height',
      help: 'Blocks the read model has taken in',
      registers: [this.registry],
      collect() {
        this.set(height());
      },
    });
  }
}
