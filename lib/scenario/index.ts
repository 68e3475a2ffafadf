export { combineParts, rehearseSubject, type SubjectPart } from './result.ts'
export { slugOf, standingScenarios } from './standing.ts'
export type { Subject } from './subject.ts'
export { scenarioFrom } from './written.ts'
