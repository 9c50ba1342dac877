/** Routes of the school; children of `signedInRoute`. */
export const schoolRoutes = [] as const
