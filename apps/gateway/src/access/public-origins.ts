/** Under which origins clients reach this gateway: what the operator says, and in development any loopback name with our port. */

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

export class PublicOrigins {
  private port: number | null = null;

  constructor(
    private readonly declared: readonly string[],
    private readonly development: boolean,
  ) {}

  /** Told once the server listens (a port of 0 is known only then). */
  listensOn(port: number): void {
    this.port = port;
  }

  owns(origin: string): boolean {
    if (this.declared.includes(origin)) return true;
    if (!this.development || this.port === null || !URL.canParse(origin)) return false;
    const url = new URL(origin);
    return url.protocol === 'http:' && LOOPBACK.has(url.hostname) && Number(url.port || 80) === this.port;
  }

  /** For links: never taken from `Host`. In development the origin that the start prints, where people are signed in. */
  first(): string {
    return this.declared[0] ?? `http://127.0.0.1:${this.port ?? 80}`;
  }
}
