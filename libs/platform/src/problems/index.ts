export { Problem, type ProblemKind, type ProblemOptions, problem } from './problem.js';
export { type ProblemBody, problemBody, statusOf } from './problem-body.js';
