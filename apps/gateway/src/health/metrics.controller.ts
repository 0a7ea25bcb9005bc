import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '#platform/access';
import { Metrics } from '#platform/metrics';
import { Problem, problem } from '#platform/problems';
import { mayReadMetrics, MetricsPolicy } from './metrics-access.policy.js';

@ApiTags('Operation')
@Controller()
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly policy: MetricsPolicy,
  ) {}

  /** Metrics for Prometheus; by token in production, or on a port of their own. */
  @Get('metrics')
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  @Access('anyone')
  async read(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { rawHeaders, socket } = request.raw;
    const peer = { remoteAddress: socket.remoteAddress, rawHeaders };
    const answer = mayReadMetrics(this.policy, peer, request.headers.authorization);
    if (answer === 'not here') throw problem.notFound();
    if (answer === 'prove yourself') {
      void reply.header('WWW-Authenticate', 'Bearer realm="metrics"');
      throw new Problem('unauthenticated', 'unauthenticated', 'The metrics want their own bearer token.');
    }
    void reply.type(this.metrics.contentType);
    return this.metrics.scrape();
  }
}
