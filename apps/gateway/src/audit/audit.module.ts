import { Module } from '@nestjs/common';
import { AuditLog } from './audit-log.service.js';
import { Audit } from './audit.service.js';

@Module({ providers: [Audit, AuditLog], exports: [Audit, AuditLog] })
export class AuditModule {}
