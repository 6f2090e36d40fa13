using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Organizations;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(VoltageTime)])]
[JsonSerializable(typeof(NamedBody))]
[JsonSerializable(typeof(OrganizationBody))]
[JsonSerializable(typeof(OrganizationPage))]
[JsonSerializable(typeof(EnvironmentBody))]
[JsonSerializable(typeof(IReadOnlyList<EnvironmentBody>))]
[JsonSerializable(typeof(AuditPage))]
internal sealed partial class OrganizationsJson : JsonSerializerContext;
