/** Weights of a scan's risk, by the name of a signal or list. */
import { registerDecorator } from 'class-validator';

const MAX_WEIGHTS = 100;
const NAME = /^[a-z][a-z0-9_:.]{0,99}$/;

export function IsRiskWeights(): PropertyDecorator {
  return (target, propertyName) =>
    registerDecorator({
      name: 'isRiskWeights',
      target: target.constructor,
      propertyName: propertyName as string,
      options: {
        message: `$property must map at most ${MAX_WEIGHTS} names of signals or lists to numbers from -100 to 100`,
      },
      validator: {
        validate(value: unknown) {
          if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
          const weights = Object.entries(value);
          const fits = ([name, weight]: [string, unknown]) =>
            NAME.test(name) && typeof weight === 'number' && Number.isFinite(weight) && Math.abs(weight) <= 100;
          return weights.length <= MAX_WEIGHTS && weights.every(fits);
        },
      },
    });
}
