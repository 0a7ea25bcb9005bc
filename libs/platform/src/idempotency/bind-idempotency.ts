/** Puts Idempotency-Key before the POSTs that declare it, and nothing before all others. */
import { type INestApplicationContext, RequestMethod, UseInterceptors } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { accessRuleOf } from '#platform/access';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';

/** Call it before the application listens: its routes are made then. */
export function bindIdempotency(app: INestApplicationContext): void {
  const interceptor = app.get(IdempotencyInterceptor);
  const scanner = new MetadataScanner();
  for (const { metatype } of app.get(DiscoveryService).getControllers()) {
    const { prototype } = metatype as { prototype: Record<string, object> };
    for (const name of scanner.getAllMethodNames(prototype)) {
      const descriptor = Object.getOwnPropertyDescriptor(prototype, name)!;
      const isPost = Reflect.getMetadata(METHOD_METADATA, prototype[name]!) === RequestMethod.POST;
      if (isPost && accessRuleOf(prototype[name]!)?.idempotency)
        UseInterceptors(interceptor)(prototype, name, descriptor);
    }
  }
}
