import { Module } from '@nestjs/common';
import { DevicesModule } from '../devices/devices.module.js';
import { EnrollmentModule } from '../enrollment/enrollment.module.js';
import { IdentificationModule } from '../identification/identification.module.js';
import { SandboxController } from './sandbox.controller.js';
import { SimulatedTerminal } from './simulated-terminal.service.js';

@Module({
  imports: [DevicesModule, EnrollmentModule, IdentificationModule],
  controllers: [SandboxController],
  providers: [SimulatedTerminal],
})
export class SandboxModule {}
