import { kubeObject } from '@bulwark/model';
import { readPolicy, type Policy, type PolicySet, type User } from '@bulwark/rbac';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Api } from '../../control-plane/api.ts';
import { inParallel } from '../../control-plane/in-parallel.ts';
import type { Dice } from '../dice.ts';
import { eventually } from '../eventually.ts';
import { asked, ourAnswer, ourRules, type Asked, type OurAnswer } from './our-answers.ts';
import { create, remove, storedPolicy, writtenRules } from './policy-store.ts';
import { randomPolicy } from './random-policy.ts';
import { randomQuestions, type Question } from './random-requests.ts';
import { accessReview, rulesOf, type AccessReview } from './reviews.ts';
import { NAMESPACES, USERS } from './words.ts';

const WIDTH = 12;
const TRIES = 10;
const PAUSE_MS = 300;

/** What came of questions: how many, and those of which the server says something else than we do. */
export interface Tally {
  readonly cases: number;
  readonly differences: readonly unknown[];
}

export interface PolicyTallies {
  readonly aggregation: Tally;
  readonly access: Tally;
  readonly reasons: Tally;
  readonly rules: Tally;
  readonly allowed: number;
  /** Allowed by one binding alone, so that the server can give one reason only. */
  readonly single: number;
}

/**
 * Makes a random policy on the server, asks it and us the same, and takes the policy away again. We know it in two ways: from
 * all that the server then has, and from the manifests over our own table of what the server brings.
 */
export async function askRandomPolicy(
  api: Api,
  dice: Dice,
  tag: string,
  defaults: PolicySet,
  count: number,
): Promise<PolicyTallies> {
  const objects = randomPolicy(dice, tag);
  await create(api, objects);
  const manifests = objects.map((object) => kubeObject(object));
  const fromManifests = readPolicy(manifests, { defaults, complete: true });
  const aggregation = await aggregationTally(api, fromManifests);
  const fromServer = readPolicy(await storedPolicy(api), { complete: true });
  const both = [asked(fromManifests), asked(fromServer)];
  const questions = randomQuestions(dice, fromManifests, tag, count);
  const answers = await inParallel(questions, WIDTH, (question) => patientAnswer(api, both, question));
  const rules = await rulesTally(api, both);
  await remove(api, objects);
  const allowed = answers.filter(({ server }) => server.allowed);
  const single = allowed.filter(({ ours }) => ours[0]?.reasons.length === 1);
  return {
    aggregation,
    access: tally(answers, (answer) => !sameVerdict(answer)),
    reasons: tally(allowed, (answer) => !sameReason(answer)),
    rules,
    allowed: allowed.length,
    single: single.length,
  };
}

interface Answered {
  readonly question: Question;
  readonly server: AccessReview;
  readonly ours: readonly OurAnswer[];
}

function tally(answers: readonly Answered[], differs: (answer: Answered) => boolean): Tally {
  return { cases: answers.length, differences: answers.filter(differs) };
}

/** The server's authorizer watches roles and bindings, and needs a moment: where it does not say the same, it is asked again. */
async function patientAnswer(api: Api, both: readonly Asked[], question: Question): Promise<Answered> {
  const ours = both.map((each) => ourAnswer(each, question));
  for (let tries = 0; ; tries++) {
    const answer = { question, ours, server: await accessReview(api, question) };
    if ((sameVerdict(answer) && sameReason(answer)) || tries === TRIES) return answer;
    await sleep(PAUSE_MS);
  }
}

function sameVerdict({ server, ours }: Answered): boolean {
  return ours.every(({ allowed }) => allowed === server.allowed);
}

/** Ours is one of those that the server could give, and the server's is one of ours. */
function sameReason({ server, ours }: Answered): boolean {
  if (!server.allowed) return true;
  return ours.every(({ reason, reasons }) => reasons.includes(server.reason) && reasons.includes(reason ?? ''));
}

/**
 * What the controller has gathered, role by role and rule by rule in their order. Roles that gather each other have an order
 * that depends on which of them was filled in first, and keep what was in their circle once: a role of the policy before,
 * which the controller had not seen go yet.
 */
async function aggregationTally(api: Api, ours: Policy): Promise<Tally> {
  const expected = ours.roles.filter(({ aggregates }) => aggregates !== undefined);
  const inCircle = expected.some(({ aggregates }) => aggregates?.some(({ requirements }) => requirements.length === 0));
  const agree = (server: readonly unknown[] = [], own: readonly unknown[] = []): boolean => {
    if (!inCircle) return isDeepStrictEqual(server, own);
    const gathered = new Set(server.map((rule) => JSON.stringify(rule)));
    return own.every((rule) => gathered.has(JSON.stringify(rule)));
  };
  const differences = async (): Promise<readonly unknown[]> => {
    const stored = new Map((await storedPolicy(api)).map((object) => [`${object.kind} ${object.name}`, object]));
    return expected.flatMap(({ name, rules }) => {
      const server = writtenRules(stored.get(`ClusterRole ${name}`));
      const own = rules.map(({ rule }) => rule);
      return agree(server, own) ? [] : [{ name, server, own }];
    });
  };
  const settled = await eventually(async () => ((await differences()).length === 0 ? true : undefined));
  return { cases: expected.length, differences: settled === true ? [] : await differences() };
}

async function rulesTally(api: Api, both: readonly Asked[]): Promise<Tally> {
  const cases = USERS.filter(canBePlayed).flatMap((user) => NAMESPACES.map((namespace) => ({ user, namespace })));
  const answers = await inParallel(cases, WIDTH, async ({ user, namespace }) => {
    const ours = both.map((each) => ourRules(each, user, namespace));
    const server = await rulesOf(api, user, namespace);
    return { user, namespace, server, ours };
  });
  const answered = answers.filter(({ server }) => server !== undefined);
  return {
    cases: answered.length,
    differences: answered.filter(({ server, ours }) => !ours.every((rules) => isDeepStrictEqual(rules, server))),
  };
}

/** Headers carry no other letters, and groups that are left out would be made up. */
function canBePlayed({ name, groups }: User): boolean {
  return /^[ -~]+$/.test(name) && groups.some((group) => group.endsWith('authenticated'));
}
