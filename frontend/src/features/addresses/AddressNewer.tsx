import { useTranslation } from 'react-i18next'
import { NewerNotice } from '../../ui/NewerNotice'
import { type AddressValues, HOURS } from './addressForm'
import type { Source } from './queries'

/** After a colleague was quicker: what is stored now, where it differs from what was typed. */
export function AddressNewer({ source, both }: { source: Source; both: (keyof AddressValues)[] }) {
  const { t } = useTranslation('addresses')
  const hours = HOURS.find(one => one === source.every_hours)
  const shown: Record<keyof AddressValues, [string, string]> = {
    kind: [t('kind'), t(`kinds.${source.kind}`)],
    name: [t('called'), source.name],
    address: [t('address'), source.address],
    staff_id: [t('whose'), source.staff_name ?? t('whoseNobody')],
    every_hours: [t('every'), hours ? t(`hours.h${hours}`) : t('hours.other', { count: source.every_hours })],
  }
  return <NewerNotice stored={both.map(name => shown[name])} />
}
