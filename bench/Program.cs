using Baotuan.Bench;

return await Commands.RunAsync(args);
