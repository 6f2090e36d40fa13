using System.Net;
using Fulgurite.Identity;

namespace Fulgurite.App.Apis.Voltage;

/// <summary>The native API's log lines: event ids 7001 to 7099. No key, header or body is ever in one.</summary>
internal static partial class Log
{
    [LoggerMessage(7001, LogLevel.Warning, "A key that is not ours was presented at {Endpoint} from {Address}")]
    public static partial void UnknownKey(this ILogger log, string endpoint, IPAddress? address);

    [LoggerMessage(
        7002, LogLevel.Warning, "Key {ApiKey} of {Organization} was denied {Endpoint} from {Address}: {Reason}")]
    public static partial void Denied(
        this ILogger log,
        ApiKeyId apiKey,
        OrganizationId organization,
        string endpoint,
        IPAddress? address,
        string reason);

    [LoggerMessage(
        7003, LogLevel.Information, "{Action} {Subject} by key {ApiKey} of {Organization} from {Address}")]
    public static partial void Acted(
        this ILogger log, string action, string subject, ApiKeyId apiKey, OrganizationId organization, string? address);

    [LoggerMessage(7004, LogLevel.Warning, "A denied call could not be written to the audit log: {Problem}")]
    public static partial void NotAudited(this ILogger log, string problem);

    [LoggerMessage(7005, LogLevel.Warning, "{Who} calls too often: {Endpoint} is answered 429")]
    public static partial void Limited(this ILogger log, string who, string endpoint);

    [LoggerMessage(7006, LogLevel.Warning, "{Endpoint} is answered 503: {Problem}")]
    public static partial void Unavailable(this ILogger log, string endpoint, string problem);
}
