import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Schema } from '../../api/client'

export type SecondFactor = Schema<'SecondFactorOut'>
export type Factor = Schema<'FactorOut'>
export type Proof = Schema<'FactorProof'>
export type NewApp = Schema<'NewApp'>

export const secondFactorQuery = queryOptions({
  queryKey: ['second-factor'],
  queryFn: ({ signal }): Promise<SecondFactor> => answer(api.GET('/api/me/second-factor', { signal })),
})
