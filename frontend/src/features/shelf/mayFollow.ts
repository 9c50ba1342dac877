import { holds, type Me } from '../../api/me'

/** The school's own people and those of its trust follow; a guest reads. */
export const mayFollow = (me: Me): boolean =>
  holds(me, 'teacher', 'cpd_lead', 'cover_lead', 'head', 'trust_lead')
