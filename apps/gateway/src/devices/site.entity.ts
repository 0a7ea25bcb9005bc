import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A place where devices of one project stand. */
@Entity('sites')
export class Site {
  @PrimaryColumn('uuid') siteId: string;
  @Column('uuid') organizationId: string;
  @Column('uuid') projectId: string;
  @Column('text') name: string;
  @Column('text', { nullable: true }) address: string | null;
  @Column('text', { nullable: true }) country: string | null;
  @Column('double precision', { nullable: true }) latitude: number | null;
  @Column('double precision', { nullable: true }) longitude: number | null;
  @Column('text', { nullable: true }) timeZone: string | null;
  @Column('timestamptz') createdAt: Date;
  @Column('timestamptz') updatedAt: Date;
}
