/** Under which origins clients reach this gateway: what the operator says, and in development any loopback name with our port. */

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

export class PublicOrigins {
  private port: number | null = null;
  private host = '127.0.0.1';

  constructor(
    private readonly declared: readonly string[],
    private readonly development: boolean,
  ) {}

  /** @param host as it stands in a link; called once the server listens (a port of 0 is known only then) */
  listensOn(port: number, host = this.host): void {
    this.port = port;
    this.host = host;
  }

  owns(origin: string): boolean {
    if (this.declared.includes(origin)) return true;
    if (!this.development || this.port === null || !URL.canParse(origin)) return false;
    const url = new URL(origin);
    const ours = LOOPBACK.has(url.hostname) || url.hostname === this.host;
    return url.protocol === 'http:' && ours && Number(url.port || 80) === this.port;
  }

  /** For links: never taken from `Host`. In development the origin that the start prints, where people are signed in. */
  first(): string {
    return this.declared[0] ?? `http://${this.host}:${this.port ?? 80}`;
  }
}
