import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { Quotas } from './quotas.service.js';
import { UsageController } from './usage.controller.js';
import { UsageService } from './usage.service.js';

@Module({
  imports: [AccessModule],
  controllers: [UsageController],
  providers: [UsageService, Quotas],
  exports: [UsageService],
})
export class UsageModule {}
