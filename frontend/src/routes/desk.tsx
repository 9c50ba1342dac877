/** Routes of the desk; children of `signedInRoute`. */
export const deskRoutes = [] as const
