using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.Secrets;
using Fulgurite.Storage;

namespace Fulgurite.App.Host;

/// <summary>
/// What no surface has an answer of its own for: the world outside failed while a request was served. The caller may
/// simply come again, and is told so; a bug is not caught here.
/// </summary>
internal static class FailingWorld
{
    private const string RetryAfterSeconds = "5";

    /// <summary>
    /// Whether an adapter tells of storage, queues, secrets or the node: not a bug, and worth another try.
    /// </summary>
    public static bool Caused(Exception failure) => failure is StorageUnavailableException
        or BusUnavailableException or SecretsUnavailableException
        or NodeUnavailableException or NodeRefusedException;

    /// <summary>
    /// Whether what the adapter tells will not pass by itself: storage or node looked and will not have it.
    /// </summary>
    public static bool IsRefusal(Exception failure) =>
        failure is StorageUnavailableException { IsRefusal: true } or NodeRefusedException;

    /// <summary>Answers 503 where storage, queues, secrets or the node gave no answer.</summary>
    public static void UseFailingWorld(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (Exception failure) when (Caused(failure))
        {
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync("The service is temporarily unavailable. Please try again.");
        }
    });
}
