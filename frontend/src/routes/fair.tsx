/** Routes of the fair; children of `openRoute`, so that anyone may read them. */
export const fairRoutes = [] as const
