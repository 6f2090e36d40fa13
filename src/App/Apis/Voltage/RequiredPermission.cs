using Fulgurite.Access;

namespace Fulgurite.App.Apis.Voltage;

/// <summary>What an endpoint asks of a key, as its metadata.</summary>
internal sealed record RequiredPermission(Permission Permission);
