/** Everything that may happen to an enrollment, in any order. */
import fc from 'fast-check';
import {
  ack,
  cancel,
  capture,
  deleteMember,
  enable,
  fail,
  follow,
  type Kind,
  park,
  poll,
  repeat,
  restart,
  start,
  type World,
} from './acts.js';
import { checkParked, checkRows } from './laws.js';
import { type Device, latest, type Model, type Session, settle } from './model.js';
import { PALMS } from './palms.js';

type Act = (model: Model, world: World, at: number) => Promise<void>;

/** A command on one device, at one of the two gateways; afterwards the laws are looked at. */
class Step implements fc.AsyncCommand<Model, World> {
  constructor(
    private readonly name: string,
    private readonly at: number,
    private readonly when: (model: Model) => boolean,
    private readonly act: Act,
  ) {}

  check(model: Readonly<Model>): boolean {
    return this.when(model as Model);
  }

  async run(model: Model, world: World): Promise<void> {
    settle(model, world.driver.nowMs());
    await this.act(model, world, this.at);
    settle(model, world.driver.nowMs());
    await checkRows(model, world.driver);
    await checkParked(model);
  }

  toString(): string {
    return `${this.name}@${this.at}`;
  }
}

const step = (name: string, at: number, when: (model: Model) => boolean, act: Act) => new Step(name, at, when, act);
const last = (model: Model, device: number) => latest(model.devices[device]!);

/** Without these nothing else means anything. */
const often = <T>(arbitrary: T): T[] => [arbitrary, arbitrary, arbitrary];

export interface Times {
  /** By which time may move on. */
  waysMs: readonly number[];
  /** What a session may be given. */
  expiresInS: readonly number[];
}

/** All commands; those on a session take the device's latest. */
export function commands({ waysMs, expiresInS: deadlines }: Times): fc.Arbitrary<fc.AsyncCommand<Model, World>>[] {
  const gateway = fc.nat(1);
  const device = fc.nat(1);
  const member = fc.nat(PALMS - 1);
  const onSession = (
    name: string,
    act: (model: Model, world: World, at: { gateway: number; session: Session; device: Device }) => Promise<void>,
    when: (session: Session) => boolean = () => true,
  ) =>
    fc.tuple(gateway, device).map(([at, d]) =>
      step(
        `${name}(${d})`,
        at,
        (model) => last(model, d) !== null && when(last(model, d)!),
        (model, world) => act(model, world, { gateway: at, session: last(model, d)!, device: model.devices[d]! }),
      ),
    );
  const kinds: Kind[] = ['good', 'good', 'good', 'other palm', 'dark', 'wrong challenge'];
  const sent = (session: Session) => session.sent.length > 0;
  const starts = fc
    .tuple(gateway, device, member, fc.integer({ min: 1, max: 2 }), fc.constantFrom(...deadlines))
    .map(([at, d, m, required, expiresInS]) =>
      step(
        `start(${d}, member ${m}, ${required}, ${expiresInS} s)`,
        at,
        () => true,
        (model, world) =>
          start(model, world, {
            gateway: at,
            device: model.devices[d]!,
            member: model.members[m]!,
            required,
            expiresInS,
          }),
      ),
    );
  return [
    ...often(starts),
    fc.tuple(gateway, device).map(([at, d]) =>
      step(
        `poll(${d})`,
        at,
        () => true,
        (model, world) => poll(model, world, { gateway: at, device: model.devices[d]! }),
      ),
    ),
    fc.tuple(gateway, device).map(([at, d]) =>
      step(
        `park(${d})`,
        at,
        (model) => model.devices[d]!.enabled && model.parked.length < 4,
        (model, world) => park(model, world, { gateway: at, device: model.devices[d]! }),
      ),
    ),
    ...often(onSession('ack', ack)),
    ...kinds.map((kind) =>
      onSession(
        `capture ${kind}`,
        (model, world, at) => capture(model, world, { ...at, kind }),
        (session) => session.sent.length < 40,
      ),
    ),
    onSession('repeat', (model, world, at) => repeat(model, world, { ...at, other: false }), sent),
    onSession('repeat with other bytes', (model, world, at) => repeat(model, world, { ...at, other: true }), sent),
    onSession('cancel', cancel),
    onSession('follow', follow),
    onSession('fail', fail),
    fc.constantFrom(...waysMs).map((ms) =>
      step(
        `advance(${ms} ms)`,
        0,
        () => true,
        (_, world) => world.driver.advance(ms),
      ),
    ),
    fc.tuple(gateway, device, fc.boolean()).map(([at, d, enabled]) =>
      step(
        `enable(${d}, ${enabled})`,
        at,
        () => true,
        (model, world) => enable(model, world, { gateway: at, device: model.devices[d]!, enabled }),
      ),
    ),
    fc.tuple(gateway, member, fc.nat(2)).map(([at, m, chance]) =>
      step(
        `delete member ${m}`,
        at,
        () => chance === 0,
        (model, world) => deleteMember(model, world, { gateway: at, member: model.members[m]! }),
      ),
    ),
    fc.nat(5).map((chance) => step('restart', 1, (model) => chance === 0 && model.restarts < 1, restart)),
  ];
}
