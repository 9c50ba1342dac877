/** What the shelf reads, by the names the screens use. */
import type { Schema } from '../../api/client'
import type { paths } from '../../api/schema'

type File = Schema<'FileOut'>

export type FindingCard = Schema<'FairCard'>
export type Finding = Schema<'FairFinding'>
export type Found = Schema<'ShelfPage'>
export type Hit = Schema<'ShelfCard'>
export type Facets = Schema<'Facets'>
export type FacetValue = Schema<'FacetValue'>
export type FindingFile = File
export type Follow = Schema<'FollowOut'>
export type Question =
  paths['/api/fair/findings/{finding_id}/questions']['get']['responses'][200]['content']['application/json']['items'][number]
export type ImpactStep = Schema<'ImpactStep'>
