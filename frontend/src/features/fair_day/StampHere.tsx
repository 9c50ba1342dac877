import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { meQuery } from '../../api/me'
import { ButtonLink } from '../../ui/ButtonLink'
import classes from './Passport.module.css'
import { stallQuery } from './queries'
import { StampAtStall } from './StampAtStall'

type StampHereProps = { findingId: string; stallId: string }

/** Above a finding that was opened by the code on its poster: the stamp of that stall. */
export function StampHere({ findingId, stallId }: StampHereProps) {
  const { t } = useTranslation('fairDay')
  const me = useQuery(meQuery)
  const found = useQuery({ ...stallQuery(stallId), enabled: Boolean(me.data) })
  if (me.isPending) return null
  if (!me.data)
    return (
      <section className={`${classes.panel} no-print`} aria-labelledby="stamp-here">
        <h2 id="stamp-here">{t('stamp.headingPlain')}</h2>
        <p>{t('stamp.signInDetail')}</p>
        <div>
          <ButtonLink to="/sign-in" search={{ to: `/fair/${findingId}?stall=${stallId}` }}>
            {t('stamp.signIn')}
          </ButtonLink>
        </div>
      </section>
    )
  if (found.isPending) return null
  if (!found.data)
    return (
      <p role="status" className={`${classes.plain} no-print`}>
        {t('stamp.gone')}
      </p>
    )
  return <StampAtStall slot={found.data.slot} fair={found.data.fair} me={me.data} />
}
