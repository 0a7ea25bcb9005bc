/** Properties are camelCase, columns snake_case; nothing else is derived from names. */
import { DefaultNamingStrategy } from 'typeorm';

export class SnakeNames extends DefaultNamingStrategy {
  override columnName(propertyName: string, customName: string | undefined): string {
    return customName ?? propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}
