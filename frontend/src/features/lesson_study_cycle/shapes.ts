/** The shapes of a cycle, by the names that this feature has for them. */
import type { Schema } from '../../api/client'

export type CycleOut = Schema<'CycleOut'>
export type CycleLine = Schema<'CycleLine'>
export type StageOut = Schema<'StageOut'>
export type StageName = StageOut['stage']
export type MissingOut = Schema<'MissingOut'>
export type To = MissingOut['to']
export type NameFound = Schema<'NameFound'>
export type PupilOut = Schema<'CasePupilOut'>
export type Attribute = PupilOut['attributes'][number]
export type SourceOut = CycleOut['sources'][number]
export type SourceKind = SourceOut['kind']
export type ChangeOut = Schema<'ChangeOut'>
export type LessonLine = Schema<'ResearchLessonLine'>
export type LessonOut = Schema<'ResearchLessonOut'>
export type MechanismsOut = Schema<'MechanismsOut'>
export type MechanismOut = Schema<'MechanismOut'>
export type ProposalStage = Required<Schema<'LessonStage'>>
/** Whole, because a save replaces the whole. */
export type Proposal = Required<Omit<Schema<'Proposal'>, 'stages' | 'pupils'>> & {
  pupils: Required<Schema<'CriterionIn'>>[]
  stages: ProposalStage[]
}
