export {
  type Command,
  type CommandCall,
  type CommandOption,
  type CommandResult,
  CommandUnavailable,
  EXIT,
  CommandUsageError,
} from './command.js';
export { type ProgramDescription } from './help.js';
export { runProgram, type Surroundings } from './run-program.js';
