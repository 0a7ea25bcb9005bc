import { Module } from '@nestjs/common';
import { PalmsModule } from '../palms/palms.module.js';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';
import { Measures } from './measures.service.js';
import { MetricsController } from './metrics.controller.js';

@Module({
  imports: [PalmsModule],
  controllers: [HealthController, MetricsController],
  providers: [HealthService, Measures],
})
export class HealthModule {}
