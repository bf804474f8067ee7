package dev.domicile.api;

/**
 * PageNum and PageSize of a request, and the envelope of its answer.
 *
 * @param number from 1
 */
public record Paging(int number, int size) {

  /** Pages of any list end before this row. */
  private static final int ROWS = Integer.MAX_VALUE;

  /**
   * Reads the two required parameters; what is wrong is noted there.
   *
   * @param largest largest PageSize that the operation documents
   */
  public static Paging read(Parameters in, int largest) {
    int number = in.requiredInteger("PageNum", 1, ROWS / largest);
    int size = in.requiredInteger("PageSize", 1, largest);
    return new Paging(number, size);
  }

  public int offset() {
    return (number - 1) * size;
  }

  /** The fields that stand around every page. */
  public Tree.Obj envelope(int total) {
    int pages = Math.ceilDiv(total, size);
    return Tree.object()
        .put("TotalItemNum", total)
        .put("CurrentPageNum", number)
        .put("TotalPageNum", pages)
        .put("PageSize", size)
        .put("PrePage", number > 1)
        .put("NextPage", number < pages);
  }
}
