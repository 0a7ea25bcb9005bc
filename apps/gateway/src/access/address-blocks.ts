/** Lists of addresses in CIDR notation that a key may be used from. */
import { BlockList, isIP, isIPv6 } from 'node:net';
import { registerDecorator } from 'class-validator';

const CIDR = /^([0-9a-fA-F:.]{2,45})(?:\/(\d{1,3}))?$/;
const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

interface Block {
  address: string;
  prefix: number;
  family: 'ipv4' | 'ipv6';
}

/** @returns null for what is no block, and for `/0`, which would be every address */
function readBlock(text: string): Block | null {
  const [, written, bits] = CIDR.exec(text) ?? [];
  if (written === undefined || isIP(written) === 0) return null;
  const mapped = MAPPED.exec(written)?.[1];
  const address = mapped ?? written;
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  const widest = family === 'ipv6' ? 128 : 32;
  const prefix = bits === undefined ? widest : Number(bits) - (mapped === undefined ? 0 : 96);
  return prefix >= 1 && prefix <= widest ? { address, prefix, family } : null;
}

/** @param address as parsed behind trusted proxies; an IPv4 address mapped into IPv6 counts as IPv4 */
export function isWithin(blocks: readonly string[], address: string): boolean {
  const plain = MAPPED.exec(address)?.[1] ?? address;
  const list = new BlockList();
  for (const block of blocks.map(readBlock)) if (block) list.addSubnet(block.address, block.prefix, block.family);
  return isIP(plain) !== 0 && list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}

/** Each an address or a block like 203.0.113.0/24 or 2001:db8::/32. */
export function AreAddressBlocks(): PropertyDecorator {
  return (target, propertyName) =>
    registerDecorator({
      name: 'areAddressBlocks',
      target: target.constructor,
      propertyName: propertyName as string,
      options: {
        message:
          '$property must list addresses or blocks such as 203.0.113.0/24; a block of every address (/0) is refused',
      },
      validator: {
        validate: (value: unknown) =>
          Array.isArray(value) && value.every((one) => typeof one === 'string' && readBlock(one) !== null),
      },
    });
}
