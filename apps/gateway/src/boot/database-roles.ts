/** Names of the roles that the migrations create; tenants' work and jobs run as them. */
export const ROLES = { app: 'thenar_app', jobs: 'thenar_jobs' };
