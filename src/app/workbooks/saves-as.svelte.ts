/** The sheet in which a workbook is saved to a file: one, whoever opens it. */
class SavesAs {
  isOpen = $state(false)

  open(): void {
    this.isOpen = true
  }

  close(): void {
    this.isOpen = false
  }
}

export const savesAs = new SavesAs()
