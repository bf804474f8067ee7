package dev.domicile.portfolio;

/** Is told how an import goes, while it goes. */
public interface ImportListener {

  ImportListener NONE =
      new ImportListener() {
        @Override
        public void badLine(long line, String reason) {}

        @Override
        public void checked(long lines) {}

        @Override
        public void written(long domains, long all) {}
      };

  /**
   * In the order of the file while it is checked; afterwards only for what another process made bad
   * in the meantime.
   *
   * @param line where it begins, the first line of the file being 1
   */
  void badLine(long line, String reason);

  /**
   * @param lines so far
   */
  void checked(long lines);

  void written(long domains, long all);
}
