/** Refusals (RFC 9457) as values, and what to say about them. */
import type { components } from './schema'

type Schemas = components['schemas']
type CodeIn<S> = S extends { type: `/problems/${infer Code}` } ? Code : never

/** Every refusal the server declares. One that it no longer knows fails the build wherever it is named. */
export type ProblemCode = { [Name in keyof Schemas]: CodeIn<Schemas[Name]> }[keyof Schemas]

export type FieldProblem = { pointer: string; message: string }

export type Problem = {
  type: string
  title: string
  status: number
  detail: string
  errors?: FieldProblem[]
  [member: string]: unknown
}

/** The server understood, and said no. */
export class Refused extends Error {
  readonly status: number
  readonly problem: Problem

  constructor(status: number, problem: Problem) {
    super(problem.title)
    this.name = 'Refused'
    this.status = status
    this.problem = problem
  }

  /** The last part of the type: `time-budget/exhausted`. */
  get code(): string {
    return this.problem.type.replace(/^.*\/problems\//, '')
  }
}

/** Reads the body of a refusal; a proxy's HTML page or an empty body becomes a plain problem. */
export function asProblem(body: unknown, response: Response): Problem {
  if (typeof body === 'object' && body !== null && 'title' in body && 'type' in body) {
    const seen = body as Partial<Problem>
    return {
      ...seen,
      type: String(seen.type),
      title: String(seen.title),
      detail: seen.detail ?? '',
      status: response.status,
    }
  }
  return { type: 'about:blank', title: '', detail: '', status: response.status }
}

export type Trouble = {
  kind: 'refused' | 'offline' | 'broken'
  title: string
  detail: string
  /** By the name of the form's field, from the JSON pointer's end. */
  fields: Record<string, string>
}

/** Words that a problem needs and the server cannot know: filled from the translations by `useTrouble`. */
export type TroubleWords = {
  offlineTitle: string
  offlineDetail: string
  brokenTitle: string
  brokenDetail: string
}

/** Turns whatever a request threw into something a screen can say. The school's words win over ours. */
export function troubleOf(error: unknown, words: TroubleWords): Trouble {
  if (error instanceof Refused && error.status < 500 && error.problem.title) {
    const { title, detail } = error.problem
    return { kind: 'refused', title, detail: detail === title ? '' : detail, fields: fieldsOf(error.problem) }
  }
  if (error instanceof Refused || !isNetworkFailure(error))
    return { kind: 'broken', title: words.brokenTitle, detail: words.brokenDetail, fields: {} }
  return { kind: 'offline', title: words.offlineTitle, detail: words.offlineDetail, fields: {} }
}

function fieldsOf(problem: Problem): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const { pointer, message } of problem.errors ?? []) {
    const name = pointer.split('/').filter(Boolean).slice(1).join('.') || pointer
    fields[name.replace(/^body\./, '')] ??= message
  }
  return fields
}

/** `fetch` reports a lost connection as a TypeError, whatever the browser. */
export const isNetworkFailure = (error: unknown): boolean => error instanceof TypeError

export const isRefusedWith = (error: unknown, code: ProblemCode): error is Refused =>
  error instanceof Refused && error.code === code
