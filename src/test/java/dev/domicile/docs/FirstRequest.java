package dev.domicile.docs;

import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.domain.model.v20180129.SaveBatchTaskForUpdatingContactInfoByNewContactRequest;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;
import java.util.List;

/** The README's first request with the official SDK, as it stands there. */
public final class FirstRequest {

  private FirstRequest() {}

  /** Returns the TaskNo. */
  public static String submit(String endpoint, String accessKeyId, String accessKeySecret)
      throws ClientException {
    var request = new SaveBatchTaskForUpdatingContactInfoByNewContactRequest();
    request.setSysEndpoint(endpoint);
    request.setSysProtocol(ProtocolType.HTTP);
    request.setDomainNames(List.of("sample-0001.com", "sample-0002.net"));
    request.setContactType("registrant");
    request.setRegistrantType("1");
    request.setRegistrantName("zhang san");
    request.setAddress("Rd. xitucheng");
    request.setCity("Bei jing");
    request.setCountry("CN");
    request.setEmail("test@test.com");
    request.setTelArea("86");
    request.setTelephone("13800000000");
    var profile = DefaultProfile.getProfile("cn-hangzhou", accessKeyId, accessKeySecret);
    String taskNo = new DefaultAcsClient(profile).getAcsResponse(request).getTaskNo();
    return taskNo;
  }
}
