import { useTranslation } from 'react-i18next'
import { ButtonLink } from '../../ui/ButtonLink'
import listed from '../../ui/Listed.module.css'
import classes from './Addresses.module.css'
import { AddressState } from './AddressState'
import { LookNow } from './LookNow'
import type { Source } from './queries'
import { ToRun } from './ToRun'

/** One address: what it is, what came of it, and what can be done. */
export function AddressRow({ source }: { source: Source }) {
  const { t } = useTranslation('addresses')
  const whose = source.staff_name ?? (source.kind === 'staff' ? '' : t('whoseNobody'))
  return (
    <li className={listed.row}>
      <div className={listed.text}>
        <h2 className="strong">{source.name}</h2>
        <p className="small quiet">{[t(`kinds.${source.kind}`), whose].filter(Boolean).join(' · ')}</p>
        <p className={classes.address}>{source.address}</p>
        <AddressState source={source} />
        <ToRun source={source} />
      </div>
      {source.may.edit && (
        <div className="row">
          {source.is_active && <LookNow source={source} />}
          <ButtonLink
            variant="subtle"
            to="/school/addresses/$sourceId"
            params={{ sourceId: source.id }}
            aria-label={t('changeNamed', { name: source.name })}
          >
            {t('change')}
          </ButtonLink>
        </div>
      )}
    </li>
  )
}
