package dev.domicile.api;

/** What stands behind an {@link HttpFront}. */
public interface HttpAnswerer {

  HttpResponse answer(HttpRequest request);

  /**
   * The answer to a request that the front itself turns away, in the same form as all other errors.
   *
   * @param request as much of it as was read: path, query, headers and body may be empty
   */
  HttpResponse refuse(HttpRequest request, ErrorCode code);
}
