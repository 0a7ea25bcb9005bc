import { Module } from '@nestjs/common';
import { AttemptsService } from './attempts.service.js';
import { AttemptsStore } from './attempts.store.js';

@Module({ providers: [AttemptsStore, AttemptsService], exports: [AttemptsService] })
export class AttemptsModule {}
