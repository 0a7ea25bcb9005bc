/** An id in the path: one that cannot exist is refused like one that does not. */
import { Param, type PipeTransform } from '@nestjs/common';
import { isUuid } from '#platform/ids';
import { problem } from '#platform/problems';

class KnownShape implements PipeTransform {
  transform(value: unknown): string {
    if (!isUuid(value)) throw problem.notFound();
    return value;
  }
}

/** `@IdParam('device_id') deviceId: string` */
export const IdParam = (name: string): ParameterDecorator => Param(name, new KnownShape());
