import { Module } from '@nestjs/common';
import { AuditEventsController } from './audit-events.controller.js';
import { AuditLog } from './audit-log.service.js';
import { Audit } from './audit.service.js';

@Module({ controllers: [AuditEventsController], providers: [Audit, AuditLog], exports: [Audit] })
export class AuditModule {}
