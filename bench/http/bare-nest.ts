/** Nest on Fastify with one controller and nothing of ours. */
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ANSWER } from './answer.js';
import { reportTo } from './report.js';

@Controller('v1/api-keys')
class SelfController {
  @Get('self')
  self(): typeof ANSWER {
    return ANSWER;
  }
}

@Module({ controllers: [SelfController] })
class BareModule {}

const app = await NestFactory.create<NestFastifyApplication>(BareModule, new FastifyAdapter(), { logger: false });
await app.listen(0, '127.0.0.1');
reportTo({ port: (app.getHttpServer().address() as { port: number }).port, headers: {} });
