using System.IO.Pipelines;
using Fulgurite.Storage;

namespace Fulgurite.App.Apis.Voltage.Statements;

/// <summary>
/// Answers whose body is sent while it is read: memory does not grow with their length, whoever reads slowly slows the
/// reading of storage, and who goes away ends it. Where storage fails half way, the connection is cut instead of ended,
/// so that no client takes a part for the whole.
/// </summary>
internal static class StreamedBody
{
    private const long BytesHeldMax = 32 * 1024;

    /// <summary>An answer of a file.</summary>
    /// <param name="log">Hears of one that was cut off.</param>
    /// <param name="contentType">What it is.</param>
    /// <param name="fileName">What to call it where it is saved: letters, digits, dots and dashes.</param>
    /// <param name="write">Writes it.</param>
    public static VoltageAnswer Of(
        ILogger log, string contentType, string fileName, Func<HttpContext, PipeWriter, Task> write) =>
        new(StatusCodes.Status200OK, [])
        {
            ContentType = contentType,
            Stream = async context =>
            {
                context.Response.Headers.ContentDisposition = $"inline; filename=\"{fileName}\"";
                try
                {
                    await write(context, context.Response.BodyWriter);
                    await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
                }
                catch (StorageUnavailableException failure) when (context.Response.HasStarted)
                {
                    log.CutOff(DeniedCalls.EndpointOf(context), failure.Message);
                    context.Abort();
                }
            },
        };

    /// <summary>Sends what was written, once there is enough of it; waits for a client that is behind.</summary>
    public static async ValueTask SendSome(this PipeWriter body, CancellationToken cancel)
    {
        if (body.UnflushedBytes >= BytesHeldMax)
        {
            await body.FlushAsync(cancel);
        }
    }
}
