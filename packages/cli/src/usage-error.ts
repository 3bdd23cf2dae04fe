import {
  AliasNotFoundError,
  ArgumentParseError,
  EnumValidationError,
  FlagNotFoundError,
  UnexpectedFlagError,
  UnexpectedPositionalError,
  UnsatisfiedFlagError,
  UnsatisfiedPositionalError,
} from '@stricli/core';
import { UserError } from '@bulwark/model';
import { closest } from './closest.ts';

const HELP = 'the same command with --help lists what it takes';

/** What the argument scanner could not make sense of, in the words of our other errors. */
export function usageError(error: unknown, flags: readonly string[]): UserError {
  if (error instanceof FlagNotFoundError) {
    const meant = closest(error.input, flags.map(asTyped));
    return mistake(`there is no flag --${error.input}`, meant === undefined ? undefined : `--${meant}`);
  }
  if (error instanceof EnumValidationError) {
    const message = `--${error.externalFlagName} is one of ${error.values.join(', ')}, not "${error.input}"`;
    return mistake(message, closest(error.input, error.values));
  }
  // What a flag says itself of its value is the best that there is to say.
  if (error instanceof ArgumentParseError && error.exception instanceof UserError) return error.exception;
  return mistake(wordsFor(error));
}

/** What a word that is no command was probably meant to be. */
export function unknownCommand(input: string, corrections: readonly string[]): UserError {
  const [correction] = corrections;
  const known = 'bulwark --help lists the commands';
  return new UserError(`there is no command "${input}"`, {
    hint: correction === undefined ? known : `did you mean ${correction.replaceAll('`', '')}? ${known}`,
  });
}

/** `failOn` → `fail-on`: how people write a flag. */
function asTyped(flag: string): string {
  return flag.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function wordsFor(error: unknown): string {
  if (error instanceof AliasNotFoundError) return `there is no flag -${error.input}`;
  if (error instanceof UnsatisfiedFlagError) return `--${error.externalFlagName} needs a value`;
  if (error instanceof UnexpectedFlagError)
    return `--${error.externalFlagName} was given twice: "${error.previousInput}" and "${error.input}"`;
  if (error instanceof UnexpectedPositionalError) return `"${error.input}" is one argument too many`;
  if (error instanceof UnsatisfiedPositionalError) return `an argument is missing: ${error.placeholder}`;
  return error instanceof Error ? error.message : String(error);
}

function mistake(message: string, meant?: string): UserError {
  return new UserError(message, { hint: meant === undefined ? HELP : `did you mean ${meant}?` });
}
