import { Controller, Get, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '#platform/access';
import { HealthService } from './health.service.js';
import { HealthView, LivenessView } from './health.view.js';

@ApiTags('Operation')
@Controller()
export class HealthController {
  constructor(private readonly health: HealthService) {}

  /** Liveness probe: touches nothing. */
  @Get('livez')
  @Access('anyone')
  livez(): LivenessView {
    return { status: 'ok' };
  }

  /** Health probe: 503 when a critical part is away, `warn` when another is; always within 800 ms. */
  @Get('health')
  @Access('anyone')
  async look(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthView> {
    const health = await this.health.look();
    void reply.status(health.status === 'fail' ? 503 : 200);
    return health;
  }
}
