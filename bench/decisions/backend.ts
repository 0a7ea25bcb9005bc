/** A tenant's backend that writes rules, reads analytics and lets palms be identified. */
import sharp from 'sharp';
import type { Tenant } from '../rows/measured-gateway.js';

/** As much of the built engine as the bench needs: compiling it into the bench would build it twice. */
interface Palms {
  drawPalm: (of: object) => { pixels: Uint8Array; width: number; height: number };
}
const { drawPalm } = (await import(new URL('../../libs/palm/src/index.js', import.meta.url).href)) as Palms;

const DAY_MS = 86_400_000;

export class Backend {
  private readonly base: string;

  constructor(
    url: string,
    private readonly tenant: Tenant,
  ) {
    this.base = `${url}/v1/projects/${tenant.projectId}`;
  }

  async makeList(name: string, type: string): Promise<string> {
    return (await this.send<{ list_id: string }>('POST', '/lists', { name, type })).list_id;
  }

  async makeRule(name: string, status: string, condition: object): Promise<string> {
    const rule = { name, status, conditions: { operator: 'AND', rules: [condition] }, action: { verdict: 'block' } };
    return (await this.send<{ rule_id: string }>('POST', '/rules', rule)).rule_id;
  }

  async backtest(
    ruleId: string,
    days: number,
  ): Promise<{ seconds: number; total_events: number; match_count: number }> {
    const began = performance.now();
    const { total_events, match_count } = await this.send<{ total_events: number; match_count: number }>(
      'POST',
      `/rules/${ruleId}/backtest`,
      { days, sample_size: 10 },
    );
    return { seconds: Math.round((performance.now() - began) / 10) / 100, total_events, match_count };
  }

  async analyticsMs(asked: string, days: number, times: number): Promise<number[]> {
    const span = `from=${new Date(Date.now() - days * DAY_MS).toISOString()}&to=${new Date().toISOString()}`;
    return this.timed(times, () => this.send('GET', `/analytics/${asked}&${span}`));
  }

  /** How long an identification takes, most of which is not rules. */
  async decisionMs(times: number): Promise<number[]> {
    const { pixels, width, height } = drawPalm({ identity: 'passer-by', capture: '1', hand: 'left' });
    const png = await sharp(Buffer.from(pixels), { raw: { width, height, channels: 1 } })
      .png()
      .toBuffer();
    const capture = { image: png.toString('base64'), kind: 'roi', hand: 'left' };
    return this.timed(times, () => this.send('POST', '/identify', { capture }));
  }

  private async timed(times: number, work: () => Promise<unknown>): Promise<number[]> {
    for (let i = 0; i < 10; i++) await work();
    const took: number[] = [];
    for (let i = 0; i < times; i++) {
      const began = performance.now();
      await work();
      took.push(performance.now() - began);
    }
    return took;
  }

  private async send<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(this.base + path, {
      method,
      headers: { 'X-API-Key': this.tenant.key, 'Content-Type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer = (await response.json()) as T;
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(answer)}`);
    return answer;
  }
}
