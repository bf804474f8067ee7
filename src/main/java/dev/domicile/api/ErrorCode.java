package dev.domicile.api;

/**
 * The catalogue: every code that can leave this service, with its status and both texts. {@code
 * {0}} stands for the parameter, the string to sign or the limit that the refusal names.
 */
public enum ErrorCode {
  PARAMETER_ILLEGAL("ParameterIllegal", 400, "Parameter illegal.", "参数错误。"),
  NETWORK_IO_ERROR("NetworkIOError", 400, "Network IO Error.", "网络I/O异常。"),
  DOMAIN_NOT_EXIST("DomainNotExist", 400, "The domain name does not exist.", "域名不存在。"),
  TASK_IS_BEING_PROCESSED(
      "TaskIsBeingProcessed",
      400,
      "An operation is being processed. Please try again later.",
      "该域名存在正在处理中的操作，请稍后再试。"),
  IDEMPOTENT_PARAMETER_MISMATCH(
      "IdempotentParameterMismatch",
      400,
      "The request uses the same client token as a previous, but non-identical request.",
      "该ClientToken已被另一个内容不同的请求使用。"),
  CONTACT_TEMPLATE_NOT_EXIST(
      "ContactTemplateNotExist", 400, "Contacts template does not exist.", "联系人模板不存在。"),
  CONTACT_TEMPLATE_UPDATE_FAILED(
      "ContactTemplateUpdateFailed", 400, "Failed to save template information.", "模板资料保存失败。"),
  MISSING("Missing{0}", 400, "{0} is mandatory for this action.", "缺少必填参数{0}。"),
  INVALID("Invalid{0}", 400, "Specified parameter {0} is not valid.", "参数{0}无效。"),
  INVALID_FORMAT(
      "InvalidParameter.Format", 400, "Specified parameter format is not valid.", "参数Format无效。"),
  INVALID_ACTION_NOT_FOUND(
      "InvalidAction.NotFound",
      404,
      "Specified api is not found, please check your url and method.",
      "未找到指定的API，请检查URL和请求方法。"),
  UNSUPPORTED_OPERATION(
      "UnsupportedOperation", 400, "The specified action is not supported.", "不支持指定的操作。"),
  INVALID_ACCESS_KEY_ID_NOT_FOUND(
      "InvalidAccessKeyId.NotFound", 404, "Specified access key is not found.", "未找到指定的AccessKey。"),
  INVALID_ACCESS_KEY_ID_INACTIVE(
      "InvalidAccessKeyId.Inactive", 400, "Specified access key is disabled.", "指定的AccessKey已被禁用。"),
  INVALID_SECURITY_TOKEN_MALFORMED(
      "InvalidSecurityToken.Malformed",
      400,
      "Specified security token is malformed.",
      "指定的SecurityToken格式不正确。"),
  INVALID_SECURITY_TOKEN_MISMATCH(
      "InvalidSecurityToken.MismatchWithAccessKey",
      400,
      "Specified security token does not belong to the access key.",
      "指定的SecurityToken与AccessKey不匹配。"),
  INVALID_SECURITY_TOKEN_EXPIRED(
      "InvalidSecurityToken.Expired",
      400,
      "Specified security token is expired.",
      "指定的SecurityToken已过期。"),
  INVALID_SIGNATURE_METHOD(
      "InvalidSignatureMethod", 400, "Specified signature method is not valid.", "指定的签名方法无效。"),
  /**
   * Status and text up to the colon are fixed: SDKs search the text of a 400 for "string to sign
   * is:", and tell a wrong secret from a wrong string by what follows. So is the language.
   */
  SIGNATURE_DOES_NOT_MATCH(
      "SignatureDoesNotMatch",
      400,
      "Specified signature is not matched with our calculation. server string to sign is:{0}",
      "指定的签名与服务端计算结果不一致。 server string to sign is:{0}"),
  INCOMPLETE_SIGNATURE(
      "IncompleteSignature",
      400,
      "The request signature does not conform to the signature's standards.",
      "请求的签名不符合签名规范。"),
  INVALID_TIME_STAMP_FORMAT(
      "InvalidTimeStamp.Format",
      400,
      "Specified time stamp or date value is not well formatted.",
      "指定的时间戳或日期格式不正确。"),
  INVALID_TIME_STAMP_EXPIRED(
      "InvalidTimeStamp.Expired",
      400,
      "Specified time stamp or date value is expired.",
      "指定的时间戳或日期已过期。"),
  SIGNATURE_NONCE_USED(
      "SignatureNonceUsed", 400, "Specified signature nonce was used already.", "指定的签名随机数已被使用。"),
  THROTTLING("Throttling", 400, "Request was denied due to request throttling.", "请求被限流，请稍后再试。"),
  THROTTLING_USER(
      "Throttling.User", 400, "Request was denied due to user flow control.", "请求因用户流控被拒绝，请稍后再试。"),
  THROTTLING_API(
      "Throttling.Api", 400, "Request was denied due to api flow control.", "请求因API流控被拒绝，请稍后再试。"),
  NO_PERMISSION(
      "NoPermission",
      403,
      "User is not authorized to operate on the specified resource.",
      "用户无权操作指定的资源。"),
  INVALID_PROTOCOL_NEED_SSL(
      "InvalidProtocol.NeedSsl",
      403,
      "Your request is denied as lack of ssl protect.",
      "请求被拒绝，请使用HTTPS。"),
  MALFORMED_REQUEST(
      "MalformedRequest", 400, "The request is not well-formed HTTP.", "请求不是合法的HTTP。"),
  UNSUPPORTED_HTTP_METHOD(
      "UnsupportedHTTPMethod",
      405,
      "Specified HTTP method is not supported, use GET or POST.",
      "不支持的HTTP方法，请使用GET或POST。"),
  REQUEST_TIMEOUT("RequestTimeout", 408, "The request did not arrive in time.", "请求未在限定时间内到达。"),
  REQUEST_BODY_TOO_LARGE(
      "RequestBodyTooLarge", 413, "The body of the request is too large.", "请求体过大。"),
  REQUEST_LINE_TOO_LONG("RequestLineTooLong", 414, "The request line is too long.", "请求行过长。"),
  REQUEST_HEADER_TOO_LARGE(
      "RequestHeaderTooLarge", 431, "The header of the request is too large.", "请求头过大。"),
  INTERNAL_ERROR(
      "InternalError",
      500,
      "The request processing has failed due to some unknown error, exception or failure.",
      "由于未知错误，请求处理失败。"),
  SERVICE_UNAVAILABLE(
      "ServiceUnavailable",
      503,
      "The request has failed due to a temporary failure of the server.",
      "服务暂时不可用，请稍后再试。");

  private final String code;
  private final int status;
  private final String en;
  private final String zh;

  ErrorCode(String code, int status, String en, String zh) {
    this.code = code;
    this.status = status;
    this.en = en;
    this.zh = zh;
  }

  public String code() {
    return code;
  }

  public int status() {
    return status;
  }

  public String text(Lang lang) {
    return lang == Lang.ZH ? zh : en;
  }
}
