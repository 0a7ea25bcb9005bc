import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { EnvironmentsController } from './environments.controller.js';
import { EnvironmentsService } from './environments.service.js';
import { OrganizationSettings } from './organization-settings.service.js';
import { OrganizationsController } from './organizations.controller.js';
import { OrganizationsService } from './organizations.service.js';
import { ProjectsController } from './projects.controller.js';
import { ProjectsService } from './projects.service.js';
import { UsersService } from './users.service.js';

@Module({
  imports: [AuditModule],
  controllers: [OrganizationsController, EnvironmentsController, ProjectsController],
  providers: [OrganizationsService, OrganizationSettings, UsersService, EnvironmentsService, ProjectsService],
  exports: [ProjectsService, UsersService],
})
export class TenancyModule {}
